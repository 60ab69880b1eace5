// Command pulumi-resource-azuread is the plugin that the Pulumi engine starts.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"

	"xcally-mail-authentication/engine/azuread"
)

// Written by pulumi-tfgen-azuread before this command is built.
//
//go:embed schema.json
var schema []byte

func main() {
	tfbridge.Main("azuread", azuread.Version, azuread.Provider(), schema)
}
