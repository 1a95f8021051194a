module go-resolver

go 1.24
