package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
)

// table answers from memory, so that the tests need no network.
func table(_ context.Context, name string) ([]net.IP, error) {
	switch name {
	case "localhost":
		return []net.IP{net.IPv4(127, 0, 0, 1)}, nil
	case "two.example":
		return []net.IP{net.IPv4(192, 0, 2, 9), net.IPv4(192, 0, 2, 1)}, nil
	case "six.example":
		return nil, nil
	}
	return nil, errors.New("no such host")
}

func TestALineIsAnAnswer(t *testing.T) {
	for _, test := range []struct {
		name, in, out, errors string
		code                  int
	}{
		{"one name", "localhost\n", "localhost is 127.0.0.1\n", "", exitOK},
		{"no newline at the end", "localhost", "localhost is 127.0.0.1\n", "", exitOK},
		{"Windows line ends", "localhost\r\n", "localhost is 127.0.0.1\n", "", exitOK},
		{"several addresses", "two.example\n", "two.example is 192.0.2.1\n", "", exitOK},
		{
			"the names after an unknown one", "no.example\nlocalhost\n",
			"localhost is 127.0.0.1\n", "no.example: no such host\n", exitNotFound,
		},
		{"only IPv6", "six.example\n", "", "six.example: no IPv4 address\n", exitNotFound},
		{"nothing", "", "", "no input: ", exitNoInput},
		{"only blank lines", "\n \n", "", "no input: ", exitNoInput},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, errors strings.Builder
			code := run(strings.NewReader(test.in), &out, &errors, table)
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

func TestTheHostsFileAndPlainAddressesNeedNoNetwork(t *testing.T) {
	var out, errors strings.Builder
	code := run(strings.NewReader("localhost\n192.0.2.7\n"), &out, &errors, ipv4)
	if want := "localhost is 127.0.0.1\n192.0.2.7 is 192.0.2.7\n"; out.String() != want || code != exitOK {
		t.Errorf("prints %q, complains %q and exits with %d", out.String(), errors.String(), code)
	}
}
