// Go-selftest looks for what programs expect to find around them, and prints a line for each: "ca: ok", or
// "ca: missing" and the error that a program would meet.
package main

import (
	"fmt"
	"io"
	"os"
)

const (
	exitOK      = 0
	exitMissing = 1
)

// expectation is something that programs rely on without saying so; look tells why it is not there.
type expectation struct {
	name string
	look func() error
}

func main() {
	os.Exit(run(os.Stdout, []expectation{
		{"ca", func() error { return trusted(nil) }},
		{"tz", func() error { return zone("Europe/Berlin") }},
		{"tmp", func() error { return writable(os.TempDir()) }},
		{"user", func() error { return known(os.Getuid()) }},
	}))
}

// run prints a line for every expectation and returns the exit code. What is missing does not stop the lines after it.
func run(out io.Writer, expectations []expectation) int {
	code := exitOK
	for _, expected := range expectations {
		if err := expected.look(); err != nil {
			fmt.Fprintf(out, "%s: missing: %v\n", expected.name, err)
			code = exitMissing
			continue
		}
		fmt.Fprintf(out, "%s: ok\n", expected.name)
	}
	return code
}
