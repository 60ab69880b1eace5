// Command pulumi-resource-random is the plugin that the Pulumi engine starts.
package main

import (
	"context"
	_ "embed"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"

	"xcally-mail-authentication/engine/random"
)

// Written by pulumi-tfgen-random before this command is built.
//
//go:embed schema.json
var schema []byte

func main() {
	metadata := tfbridge.ProviderMetadata{PackageSchema: schema}
	tfbridge.Main(context.Background(), "random", random.Provider(), metadata)
}
