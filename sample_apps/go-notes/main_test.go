package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNotesAreKept(t *testing.T) {
	for _, test := range []struct {
		name, in, out, errors, file string
		code                        int
	}{
		{
			"one note", "buy milk\n",
			"kept 1 note in {}\nit holds 1 note, 9 bytes\n", "", "buy milk\n", exitOK,
		},
		{
			"several notes", "buy milk\n\n  call Ada  \n",
			"kept 2 notes in {}\nit holds 2 notes, 18 bytes\n", "", "buy milk\ncall Ada\n", exitOK,
		},
		{
			"no newline at the end", "buy milk",
			"kept 1 note in {}\nit holds 1 note, 9 bytes\n", "", "buy milk\n", exitOK,
		},
		{
			"Windows line ends", "buy milk\r\n",
			"kept 1 note in {}\nit holds 1 note, 9 bytes\n", "", "buy milk\n", exitOK,
		},
		{"nothing", "", "", "no input: ", "", exitNoInput},
		{"only blank lines", " \n\n", "", "no input: ", "", exitNoInput},
		{"a line without end", "buy milk\n" + strings.Repeat("1", 100_000), "", "reading notes: ", "", exitRefused},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "made", "anew")
			path := filepath.Join(folder, "notes.txt")
			var out, errors strings.Builder
			code := run([]string{folder}, strings.NewReader(test.in), &out, &errors)
			if want := strings.ReplaceAll(test.out, "{}", path); out.String() != want {
				t.Errorf("prints %q, want %q", out.String(), want)
			}
			if !strings.HasPrefix(errors.String(), test.errors) || (test.errors == "") != (errors.Len() == 0) {
				t.Errorf("complains %q, want %q", errors.String(), test.errors)
			}
			if code != test.code {
				t.Errorf("exits with %d, want %d", code, test.code)
			}
			written, err := os.ReadFile(path)
			if string(written) != test.file || os.IsNotExist(err) != (test.file == "") {
				t.Errorf("keeps %q and error %v, want %q", written, err, test.file)
			}
		})
	}
}

func TestNotesOfAnotherDayStay(t *testing.T) {
	folder := t.TempDir()
	var out strings.Builder
	for _, note := range []string{"buy milk\n", "call Ada\n"} {
		out.Reset()
		if code := run([]string{folder}, strings.NewReader(note), &out, &out); code != exitOK {
			t.Fatalf("exits with %d: %s", code, out.String())
		}
	}
	if want := "it holds 2 notes, 18 bytes\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("prints %q, want %q at its end", out.String(), want)
	}
}

func TestWhatCannotBeWrittenIsToldWithItsPath(t *testing.T) {
	taken := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errors strings.Builder
	code := run([]string{taken}, strings.NewReader("buy milk\n"), &out, &errors)
	if want := "mkdir " + taken + ": not a directory\n"; errors.String() != want || code != exitRefused || out.Len() > 0 {
		t.Errorf("prints %q, complains %q and exits with %d", out.String(), errors.String(), code)
	}
}

func TestTwoFoldersAreOneTooMany(t *testing.T) {
	var out, errors strings.Builder
	code := run([]string{"/a", "/b"}, strings.NewReader("buy milk\n"), &out, &errors)
	if code != exitRefused || !strings.HasPrefix(errors.String(), "usage: ") {
		t.Errorf("complains %q and exits with %d", errors.String(), code)
	}
}
