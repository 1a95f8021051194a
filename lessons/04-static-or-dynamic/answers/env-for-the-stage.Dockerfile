FROM golang:1.27-trixie AS compiler
ENV CGO_ENABLED=0
WORKDIR /app
COPY . .
RUN go build -o /out/resolve .

FROM scratch
COPY --from=compiler /out/resolve /usr/local/bin/resolve
ENTRYPOINT ["/usr/local/bin/resolve"]
