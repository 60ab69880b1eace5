package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	provider "github.com/pulumi/pulumi-go-provider"
)

// run executes the command and keeps what it prints; no command means nothing to do.
func (state *CommandState) run(ctx context.Context, command *string) error {
	if command == nil {
		return nil
	}
	interpreter := state.Interpreter
	if len(interpreter) == 0 {
		interpreter = defaultInterpreter()
	}
	process := exec.CommandContext(ctx, interpreter[0], append(interpreter[1:len(interpreter):len(interpreter)], *command)...)
	process.Env = state.environ()
	if state.Dir != nil {
		process.Dir = *state.Dir
	}
	if state.Stdin != nil {
		process.Stdin = strings.NewReader(*state.Stdin)
	}
	var stdout, stderr bytes.Buffer
	process.Stdout, process.Stderr = &stdout, &stderr

	err := process.Run()
	state.Stdout = strings.TrimSuffix(stdout.String(), "\n")
	state.Stderr = strings.TrimSuffix(stderr.String(), "\n")
	state.log(ctx)
	if err != nil {
		return fmt.Errorf("the command failed (%w): %s", err, state.Stderr)
	}
	return nil
}

func defaultInterpreter() []string {
	if runtime.GOOS == "windows" {
		return []string{"cmd", "/C"}
	}
	return []string{"/bin/sh", "-c"}
}

func (state *CommandState) environ() []string {
	environ := os.Environ()
	if state.AddPreviousOutputInEnv == nil || *state.AddPreviousOutputInEnv {
		environ = append(environ, "PULUMI_COMMAND_STDOUT="+state.Stdout, "PULUMI_COMMAND_STDERR="+state.Stderr)
	}
	for name, value := range state.Environment {
		environ = append(environ, name+"="+value)
	}
	return environ
}

// log shows what the command printed in the engine's output, as far as `logging` wants it (default: all).
func (state *CommandState) log(ctx context.Context) {
	logging := "stdoutAndStderr"
	if state.Logging != nil {
		logging = *state.Logging
	}
	logger := provider.GetLogger(ctx)
	if state.Stdout != "" && (logging == "stdout" || logging == "stdoutAndStderr") {
		logger.Info(state.Stdout)
	}
	if state.Stderr != "" && (logging == "stderr" || logging == "stdoutAndStderr") {
		logger.Info(state.Stderr)
	}
}
