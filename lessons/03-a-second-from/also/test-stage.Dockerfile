FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .

FROM build AS test
RUN go test ./...
