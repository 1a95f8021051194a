module go-selftest

go 1.24
