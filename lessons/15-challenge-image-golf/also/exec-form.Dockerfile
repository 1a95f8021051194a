FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /selftest .

FROM debian:trixie-slim
COPY --from=build /usr/share/ca-certificates /usr/share/ca-certificates
COPY --from=build /etc/ssl/certs /etc/ssl/certs
RUN rm -rf /usr/share/ca-certificates
COPY --from=build /selftest /selftest
CMD ["/selftest"]
