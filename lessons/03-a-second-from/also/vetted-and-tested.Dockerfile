FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go vet ./...
RUN go test ./...
RUN go build -o /calc .

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
