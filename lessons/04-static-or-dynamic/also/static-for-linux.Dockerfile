FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=linux go build -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
