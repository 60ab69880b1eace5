// Command pulumi-resource-command stands in for the official plugin command where that cannot be downloaded (README.md).
package main

import (
	"context"
	"fmt"
	"os"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"
)

// The version of the SDK @pulumi/command (package.json) that this plugin serves.
const version = "1.2.1"

func main() {
	command := infer.Provider(infer.Options{
		Resources: []infer.InferredResource{infer.Resource(Command{})},
	})
	if err := provider.RunProvider(context.Background(), "command", version, command); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
