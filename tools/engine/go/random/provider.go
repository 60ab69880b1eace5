// Package random bridges the Terraform provider random to Pulumi, for the SDK @pulumi/random.
package random

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	bridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

// Version is the version of the SDK that the plugin serves (package.json), not that of the provider behind it.
const Version = "4.21.2"

// Provider describes the bridged provider: every resource random_x becomes random:index/randomX:RandomX.
func Provider() bridge.ProviderInfo {
	info := bridge.ProviderInfo{
		P:                tfbridge.ShimProvider(shim.NewProvider()),
		Name:             "random",
		Version:          Version,
		MetadataInfo:     bridge.NewProviderMetadata([]byte("{}")),
		UpstreamRepoPath: ".", // no documentation is read: the plugin only serves
		Resources: map[string]*bridge.ResourceInfo{
			"random_bytes": {ComputeID: bytesID},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("random_", "index", func(_, name string) (string, error) {
		return tokens.MakeStandard("random")("index", "Random"+name)
	}))
	return info
}

// random_bytes has no id of its own; its base64 form serves, as in the official plugin.
func bytesID(_ context.Context, state resource.PropertyMap) (resource.ID, error) {
	value := state["base64"]
	if value.IsSecret() {
		value = value.SecretValue().Element
	}
	if !value.IsString() {
		return "", fmt.Errorf("RandomBytes has no text in its property base64")
	}
	return resource.ID(value.StringValue()), nil
}
