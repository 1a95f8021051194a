FROM golang:1.27-trixie
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
