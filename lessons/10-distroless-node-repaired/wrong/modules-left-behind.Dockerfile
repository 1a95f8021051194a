FROM node:24-trixie AS build
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build

FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=build /app/build /app/build
CMD ["/app/build/index.js"]
