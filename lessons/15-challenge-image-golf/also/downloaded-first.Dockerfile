FROM golang:1.27-trixie AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /selftest .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /selftest /selftest
CMD ["/selftest"]
