FROM golang:1.27-trixie AS compiler
WORKDIR /build
COPY go.mod ./
COPY *.go ./
RUN CGO_ENABLED=0 go build -o selftest .

FROM gcr.io/distroless/static-debian13
USER nonroot:nonroot
COPY --from=compiler /build/selftest /usr/local/bin/selftest
ENTRYPOINT ["/usr/local/bin/selftest"]
