package main

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func wantReason(t *testing.T, err error, reason string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), reason) {
		t.Errorf("gives error %v, want one with %q", err, reason)
	}
}

func TestTheAuthorityIsTrustedWhereItIsAmongTheRoots(t *testing.T) {
	roots := x509.NewCertPool()
	wantReason(t, trusted(roots), "x509: certificate signed by unknown authority")
	if !roots.AppendCertsFromPEM([]byte(authority)) {
		t.Fatal("the certificate cannot be read")
	}
	if err := trusted(roots); err != nil {
		t.Errorf("gives error %v", err)
	}
}

func TestAZoneIsLookedUpByItsName(t *testing.T) {
	if err := zone("UTC"); err != nil {
		t.Errorf("gives error %v", err)
	}
	wantReason(t, zone("Europe/Atlantis"), "unknown time zone Europe/Atlantis")
}

func TestAFolderIsWritableAndLeftAsItWas(t *testing.T) {
	folder := t.TempDir()
	if err := writable(folder); err != nil {
		t.Errorf("gives error %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("leaves %v behind, error %v", left, err)
	}
	wantReason(t, writable(filepath.Join(folder, "absent")), "no such file or directory")
}

func TestAUserIsKnownByItsNumber(t *testing.T) {
	if err := known(os.Getuid()); err != nil {
		t.Errorf("gives error %v", err)
	}
	wantReason(t, known(4_000_000), "unknown userid 4000000")
}
