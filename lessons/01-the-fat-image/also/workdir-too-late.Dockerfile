FROM golang:1.27-trixie
COPY . .
WORKDIR /src
RUN go build -o /calc .
CMD ["/calc"]
