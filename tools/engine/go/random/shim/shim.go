// Package shim reaches the provider's internal package, which Go allows only to modules below its path.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"

	internal "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// NewProvider returns the Terraform provider random.
func NewProvider() provider.Provider {
	return internal.New()
}
