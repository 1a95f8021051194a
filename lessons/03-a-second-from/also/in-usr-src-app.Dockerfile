FROM golang:1.27-trixie AS build
WORKDIR /usr/src/app
COPY . .
RUN go build -o /calc .

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
