package main

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"time"
)

// trusted verifies the certificate of a widely known authority, as every HTTPS request does with the one it is shown.
// No roots means those of the system.
func trusted(roots *x509.CertPool) error {
	block, _ := pem.Decode([]byte(authority))
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	_, err = certificate.Verify(x509.VerifyOptions{Roots: roots})
	return err
}

// zone looks a time zone up by its name, as everything does that shows local time.
func zone(name string) error {
	_, err := time.LoadLocation(name)
	return err
}

// writable makes a file in a folder and removes it.
func writable(folder string) error {
	path := filepath.Join(folder, "written-by-go-selftest")
	if err := os.WriteFile(path, []byte("ok\n"), 0o600); err != nil {
		return err
	}
	return os.Remove(path)
}

// known looks for the name of a user ID: ssh, git and many libraries refuse to work for a user without one.
func known(uid int) error {
	_, err := user.LookupId(strconv.Itoa(uid))
	return err
}
