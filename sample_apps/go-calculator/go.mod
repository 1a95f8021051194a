module go-calculator

go 1.24
