FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /resolve .

FROM gcr.io/distroless/static-debian13
COPY --from=build /resolve /resolve
CMD ["/resolve"]
