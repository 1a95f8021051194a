FROM golang:1.27-trixie AS compiler
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /out/calculator .

FROM scratch
COPY --from=compiler /out/calculator /bin/calculator
ENTRYPOINT ["/bin/calculator"]
