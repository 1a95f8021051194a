FROM golang:1.27-trixie
WORKDIR /app
COPY . .
RUN go build -o calc .
CMD ["/app/calc"]
