FROM golang:1.27-trixie
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
