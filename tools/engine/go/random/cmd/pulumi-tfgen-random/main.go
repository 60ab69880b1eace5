// Command pulumi-tfgen-random writes the schema.json that the plugin embeds.
package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfgen"

	"xcally-mail-authentication/engine/random"
)

func main() {
	tfgen.Main("random", random.Provider())
}
