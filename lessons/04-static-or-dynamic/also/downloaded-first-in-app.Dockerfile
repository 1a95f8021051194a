FROM golang:1.27-trixie AS build
WORKDIR /app
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
