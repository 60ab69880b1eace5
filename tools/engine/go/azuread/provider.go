// Package azuread bridges the Terraform provider of Entra ID to Pulumi, for the SDK @pulumi/azuread.
package azuread

import (
	"context"

	"github.com/hashicorp/terraform-provider-azuread/xpprovider"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// Version is the version of the SDK that the plugin serves (package.json), not that of the provider behind it.
const Version = "6.9.1"

// Provider describes the bridged provider: every resource azuread_x_y becomes azuread:index/xY:XY.
func Provider() tfbridge.ProviderInfo {
	upstream, err := xpprovider.GetProviderSchema(context.Background())
	if err != nil {
		panic(err)
	}
	info := tfbridge.ProviderInfo{
		P:                shimv2.NewProvider(upstream),
		Name:             "azuread",
		Version:          Version,
		MetadataInfo:     tfbridge.NewProviderMetadata([]byte("{}")),
		UpstreamRepoPath: ".", // no documentation is read: the plugin only serves
	}
	info.MustComputeTokens(tokens.SingleModule("azuread_", "index", tokens.MakeStandard("azuread")))
	return info
}
