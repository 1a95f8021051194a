package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// kept says what the file holds once it was written and read again.
type kept struct {
	path  string
	notes int
	bytes int
}

// keep adds notes to the file of a folder, which it makes if need be, and reads the whole file back: what counts is
// what arrived.
func keep(folder string, notes []string) (kept, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return kept{}, err
	}
	path := filepath.Join(folder, "notes.txt")
	if err := add(path, strings.Join(notes, "\n")+"\n"); err != nil {
		return kept{}, err
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		return kept{}, err
	}
	return kept{path, bytes.Count(whole, []byte("\n")), len(whole)}, nil
}

func add(path, text string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
