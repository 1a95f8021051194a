FROM golang:1.27-trixie AS build
WORKDIR /app
COPY go.mod ./
RUN go mod download
COPY . .
RUN go build -o /calc .

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
