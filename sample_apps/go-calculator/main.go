// Go-calculator reads sums such as "1 + 2" from standard input, one a line, and prints "Result: 3" for each.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	exitOK      = 0
	exitBadSum  = 1
	exitNoInput = 3
)

func main() {
	os.Exit(run(os.Stdin, os.Stdout, os.Stderr))
}

// run answers every line of in and returns the exit code. A line that cannot be calculated is reported on errors and
// does not stop the lines after it.
func run(in io.Reader, out, errors io.Writer) int {
	sums, failures := 0, 0
	lines := bufio.NewScanner(in)
	number := 0
	for lines.Scan() {
		number++
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		sums++
		result, err := calculate(line)
		if err != nil {
			failures++
			fmt.Fprintf(errors, "line %d: %v\n", number, err)
			continue
		}
		fmt.Fprintf(out, "Result: %s\n", format(result))
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintf(errors, "line %d: %v\n", number+1, err)
		return exitBadSum
	}
	switch {
	case sums == 0:
		fmt.Fprintln(errors, `no input: standard input ended before a sum came; try: echo "1 + 2" | docker run -i IMAGE`)
		return exitNoInput
	case failures > 0:
		return exitBadSum
	}
	return exitOK
}
