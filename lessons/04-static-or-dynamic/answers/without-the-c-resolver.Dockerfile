FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -tags netgo -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
