FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -ldflags="-s -w" -o /calc .

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
