FROM gcr.io/distroless/static-debian13:nonroot AS parts

FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /selftest .

FROM scratch
COPY --from=parts /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=parts /usr/share/zoneinfo/Europe/Berlin /usr/share/zoneinfo/Europe/Berlin
COPY --from=parts /etc/passwd /etc/passwd
COPY --from=parts --chown=65532:65532 /tmp /tmp
COPY --from=build /selftest /selftest
USER 65532:65532
CMD ["/selftest"]
