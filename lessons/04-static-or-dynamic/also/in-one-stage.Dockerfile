FROM golang:1.27-trixie
WORKDIR /src
COPY . .
RUN go build -o /resolve .
CMD ["/resolve"]
