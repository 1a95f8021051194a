FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /selftest .

FROM debian:trixie-slim
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /selftest /selftest
RUN rm -rf /usr/bin/apt* /var/lib/apt /usr/share/doc /bin/sh
USER nobody
CMD ["/selftest"]
