package main

import (
	"errors"
	"strings"
	"testing"
)

func there() error  { return nil }
func absent() error { return errors.New("no such thing") }

func TestEveryExpectationIsALine(t *testing.T) {
	for _, test := range []struct {
		name         string
		expectations []expectation
		out          string
		code         int
	}{
		{"all there", []expectation{{"ca", there}, {"tz", there}}, "ca: ok\ntz: ok\n", exitOK},
		{
			"the lines after a missing one", []expectation{{"ca", absent}, {"tz", there}},
			"ca: missing: no such thing\ntz: ok\n", exitMissing,
		},
		{"the last one", []expectation{{"ca", there}, {"tz", absent}}, "ca: ok\ntz: missing: no such thing\n", exitMissing},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			if code := run(&out, test.expectations); code != test.code {
				t.Errorf("exits with %d, want %d", code, test.code)
			}
			if out.String() != test.out {
				t.Errorf("prints %q, want %q", out.String(), test.out)
			}
		})
	}
}
