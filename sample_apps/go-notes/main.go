// Go-notes keeps notes: every line of standard input is added to notes.txt in a folder, by default /data.
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
	exitRefused = 1
	exitNoInput = 3
)

const usage = "usage: go-notes [FOLDER], with a note on each line of standard input"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run keeps the notes of in and returns the exit code. Nothing is written unless all of in could be read.
func run(arguments []string, in io.Reader, out, errors io.Writer) int {
	folder := "/data"
	switch len(arguments) {
	case 0:
	case 1:
		folder = arguments[0]
	default:
		fmt.Fprintln(errors, usage)
		return exitRefused
	}
	notes, err := read(in)
	if err != nil {
		fmt.Fprintf(errors, "reading notes: %v\n", err)
		return exitRefused
	}
	if len(notes) == 0 {
		fmt.Fprintln(errors, `no input: standard input ended before a note came; try: echo "buy milk" | docker run -i IMAGE`)
		return exitNoInput
	}
	kept, err := keep(folder, notes)
	if err != nil {
		fmt.Fprintln(errors, err)
		return exitRefused
	}
	fmt.Fprintf(out, "kept %s in %s\n", counted(len(notes)), kept.path)
	fmt.Fprintf(out, "it holds %s, %d bytes\n", counted(kept.notes), kept.bytes)
	return exitOK
}

func read(in io.Reader) ([]string, error) {
	var notes []string
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if note := strings.TrimSpace(lines.Text()); note != "" {
			notes = append(notes, note)
		}
	}
	return notes, lines.Err()
}

func counted(notes int) string {
	if notes == 1 {
		return "1 note"
	}
	return fmt.Sprintf("%d notes", notes)
}
