module go-notes

go 1.24
