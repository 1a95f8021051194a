FROM golang:1.27-trixie AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /selftest .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /selftest /selftest
CMD ["/selftest"]
