//go:build tools

// Package tools pins the main package that this folder builds, so that `go mod tidy` keeps its requirements.
package tools

import _ "github.com/terraform-providers/terraform-provider-random"
