// Command pulumi-tfgen-azuread writes the schema.json that the plugin embeds.
package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"

	"xcally-mail-authentication/engine/azuread"
)

func main() {
	tfgen.Main("azuread", azuread.Version, azuread.Provider())
}
