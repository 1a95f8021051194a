FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -ldflags="-linkmode external -extldflags '-static'" -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
