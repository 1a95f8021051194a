FROM golang:1.27 AS calculator
WORKDIR /app
COPY . .
RUN go vet ./... && go build -o /app/calc .
CMD ["./calc"]
