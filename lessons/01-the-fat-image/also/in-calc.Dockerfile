FROM golang:1.27-trixie
WORKDIR /calc
COPY . .
RUN go build -o calc .
CMD ["./calc"]
