// Go-resolver reads host names from standard input, one a line, and prints the address of each.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

const (
	exitOK       = 0
	exitNotFound = 1
	exitNoInput  = 3
)

// patience is how long one name may take: without a network an answer never comes.
const patience = 5 * time.Second

// lookup finds the IPv4 addresses of a name.
type lookup func(ctx context.Context, name string) ([]net.IP, error)

func main() {
	os.Exit(run(os.Stdin, os.Stdout, os.Stderr, ipv4))
}

// ipv4 asks the hosts file first and then the name servers. It leaves IPv6 out, so that the answer for localhost is
// the same on every machine.
func ipv4(ctx context.Context, name string) ([]net.IP, error) {
	return net.DefaultResolver.LookupIP(ctx, "ip4", name)
}

// run answers every name of in and returns the exit code. A name that is not found is reported on errors and does not
// stop the names after it.
func run(in io.Reader, out, errors io.Writer, find lookup) int {
	names, failures := 0, 0
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		name := strings.TrimSpace(lines.Text())
		if name == "" {
			continue
		}
		names++
		address, err := first(name, find)
		if err != nil {
			failures++
			fmt.Fprintf(errors, "%s: %v\n", name, err)
			continue
		}
		fmt.Fprintf(out, "%s is %s\n", name, address)
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintf(errors, "reading names: %v\n", err)
		return exitNotFound
	}
	switch {
	case names == 0:
		fmt.Fprintln(errors, "no input: standard input ended before a name came; try: echo localhost | docker run -i IMAGE")
		return exitNoInput
	case failures > 0:
		return exitNotFound
	}
	return exitOK
}

// first is one address of a name, and always the same one in whatever order they come.
func first(name string, find lookup) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	addresses, err := find(ctx, name)
	if err != nil {
		return "", err
	}
	if len(addresses) == 0 {
		return "", fmt.Errorf("no IPv4 address")
	}
	chosen := addresses[0].String()
	for _, address := range addresses[1:] {
		chosen = min(chosen, address.String())
	}
	return chosen, nil
}
