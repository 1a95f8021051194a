FROM golang:1.27-trixie AS builder
WORKDIR /build
COPY go.mod main.go ./
RUN CGO_ENABLED=0 GOOS=linux go build -ldflags="-s -w" -o resolve .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=builder /build/resolve /resolve
CMD ["/resolve"]
