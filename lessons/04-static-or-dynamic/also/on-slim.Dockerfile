FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /resolve .

FROM debian:trixie-slim
COPY --from=build /resolve /resolve
CMD ["/resolve"]
