package main

import (
	"strings"
	"testing"
)

func TestALineIsAnAnswer(t *testing.T) {
	for _, test := range []struct {
		name, in, out, errors string
		code                  int
	}{
		{"one sum", "1 + 2\n", "Result: 3\n", "", exitOK},
		{"several sums", "1 + 2\n\n6 * 7\n", "Result: 3\nResult: 42\n", "", exitOK},
		{"no newline at the end", "1 + 2", "Result: 3\n", "", exitOK},
		{"Windows line ends", "1 + 2\r\n", "Result: 3\n", "", exitOK},
		{"the lines after a bad one", "1 / 0\n1 + 2\n", "Result: 3\n", "line 1: division by zero\n", exitBadSum},
		{"the number of a bad line", "\n1 +\n", "", "line 2: ", exitBadSum},
		{"nothing", "", "", "no input: ", exitNoInput},
		{"only blank lines", "\n  \n", "", "no input: ", exitNoInput},
		{"a line without end", strings.Repeat("1", 100_000), "", "line 1: ", exitBadSum},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, errors strings.Builder
			code := run(strings.NewReader(test.in), &out, &errors)
			if out.String() != test.out {
				t.Errorf("prints %q, want %q", out.String(), test.out)
			}
			if !strings.HasPrefix(errors.String(), test.errors) || (test.errors == "") != (errors.Len() == 0) {
				t.Errorf("complains %q, want %q", errors.String(), test.errors)
			}
			if code != test.code {
				t.Errorf("exits with %d, want %d", code, test.code)
			}
		})
	}
}
