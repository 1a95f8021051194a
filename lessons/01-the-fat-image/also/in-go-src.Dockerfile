FROM golang:1.27-trixie
WORKDIR /go/src/app
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
