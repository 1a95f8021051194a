FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /calc .

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
