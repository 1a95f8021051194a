FROM golang:1.27-trixie AS compiler
WORKDIR /work
COPY . .
RUN CGO_ENABLED=0 go build -o /calc .

FROM scratch
COPY --from=compiler /calc /calc
ENTRYPOINT ["/calc"]
