package main

import (
	"context"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Command is command:local:Command. Its properties are those of the SDK, except assetPaths and archivePaths.
type Command struct{}

// Annotate gives the resource the name that the SDK asks for.
func (command *Command) Annotate(a infer.Annotator) {
	a.SetToken("local", "Command")
}

// CommandArgs are the resource's inputs.
type CommandArgs struct {
	Create                 *string           `pulumi:"create,optional"`
	Update                 *string           `pulumi:"update,optional"`
	Delete                 *string           `pulumi:"delete,optional"`
	Stdin                  *string           `pulumi:"stdin,optional"`
	Environment            map[string]string `pulumi:"environment,optional"`
	Dir                    *string           `pulumi:"dir,optional"`
	Interpreter            []string          `pulumi:"interpreter,optional"`
	Logging                *string           `pulumi:"logging,optional"`
	AddPreviousOutputInEnv *bool             `pulumi:"addPreviousOutputInEnv,optional"`
	Triggers               []any             `pulumi:"triggers,optional" provider:"replaceOnChanges"`
}

// Annotate sets the defaults.
func (args *CommandArgs) Annotate(a infer.Annotator) {
	a.SetDefault(&args.AddPreviousOutputInEnv, true)
}

// CommandState is what the engine keeps: the inputs and what the last command printed.
type CommandState struct {
	CommandArgs
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// Check refuses what the official plugin can do and this one cannot, rather than ignore it.
func (Command) Check(ctx context.Context, req infer.CheckRequest) (infer.CheckResponse[CommandArgs], error) {
	inputs := req.NewInputs
	var failures []provider.CheckFailure
	for _, name := range []string{"assetPaths", "archivePaths"} {
		if _, given := inputs.GetOk(name); given {
			failures = append(failures, provider.CheckFailure{
				Property: name,
				Reason: name + " is not supported by the stand-in of the command plugin that was built from source; " +
					"install the official plugin: pulumi plugin install resource command " + version,
			})
			inputs = inputs.Delete(name)
		}
	}
	if logging, given := inputs.GetOk("logging"); given && logging.IsString() && !knownLogging(logging.AsString()) {
		failures = append(failures, provider.CheckFailure{
			Property: "logging",
			Reason:   `logging must be "stdout", "stderr", "stdoutAndStderr" or "none"`,
		})
	}
	args, more, err := infer.DefaultCheck[CommandArgs](ctx, inputs)
	return infer.CheckResponse[CommandArgs]{Inputs: args, Failures: append(failures, more...)}, err
}

// Create runs the command create, if there is one.
func (Command) Create(
	ctx context.Context, req infer.CreateRequest[CommandArgs],
) (infer.CreateResponse[CommandState], error) {
	state := CommandState{CommandArgs: req.Inputs}
	id, err := resource.NewUniqueHex(req.Name, 8, 0)
	if err == nil && !req.DryRun {
		err = state.run(ctx, req.Inputs.Create)
	}
	return infer.CreateResponse[CommandState]{ID: id, Output: state}, err
}

// Update runs the command update, or create where there is no update.
func (Command) Update(
	ctx context.Context, req infer.UpdateRequest[CommandArgs, CommandState],
) (infer.UpdateResponse[CommandState], error) {
	state := CommandState{CommandArgs: req.Inputs, Stdout: req.State.Stdout, Stderr: req.State.Stderr}
	command := req.Inputs.Update
	if command == nil {
		command = req.Inputs.Create
	}
	var err error
	if !req.DryRun {
		err = state.run(ctx, command)
	}
	return infer.UpdateResponse[CommandState]{Output: state}, err
}

// Delete runs the command delete, if there is one.
func (Command) Delete(ctx context.Context, req infer.DeleteRequest[CommandState]) (infer.DeleteResponse, error) {
	return infer.DeleteResponse{}, req.State.run(ctx, req.State.Delete)
}

func knownLogging(value string) bool {
	return value == "stdout" || value == "stderr" || value == "stdoutAndStderr" || value == "none"
}
